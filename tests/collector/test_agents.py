"""Who is a person and who is a machine, by what a browser says of itself."""

from __future__ import annotations

import re

import pytest

from upshot.registries.user_agents import DeviceClass, agent_patterns, device_of

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148"
ANDROID = (
    "Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36"
)


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (f"{IPHONE} musical_ly_34.1.0 JsSdk/2.0 NetType/WIFI Channel/App Store ByteLocale/fr", DeviceClass.PHONE),
        (f"{ANDROID} trill_340104 BytedanceWebview/d8a21c6", DeviceClass.PHONE),
        (f"{IPHONE} [FBAN/FBIOS;FBAV/465.0]", DeviceClass.PHONE),
        (f"{IPHONE} Instagram 330.0", DeviceClass.PHONE),
        (f"{IPHONE} Snapchat/12.90", DeviceClass.PHONE),
        (f"{IPHONE} [Pinterest/iOS]", DeviceClass.PHONE),
        ("Mozilla/5.0 (Linux; Android 9; CUBOT_NOVA) Chrome/90 Mobile Safari/537.36", DeviceClass.PHONE),
        ("Mozilla/5.0 (Linux; Android 9; Cubot) AppleWebKit/537.36 Chrome/90 Mobile Safari/537.36", DeviceClass.PHONE),
        ("Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148", DeviceClass.TABLET),
        ("Mozilla/5.0 (Linux; Android 13; SM-X900) AppleWebKit/537.36 Chrome/126.0 Safari/537.36", DeviceClass.TABLET),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0", DeviceClass.DESKTOP),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.5 Safari/605.1.15", DeviceClass.DESKTOP),
        ("Something nobody knows", DeviceClass.UNKNOWN),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", DeviceClass.BOT),
        (f"{ANDROID} (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", DeviceClass.BOT),
        ("Mozilla/5.0 (Linux; Android 5.0) (compatible; Bytespider; spider-feedback@bytedance.com)", DeviceClass.BOT),
        ("Mozilla/5.0 (compatible; TikTokSpider; ttspider-feedback@tiktok.com)", DeviceClass.BOT),
        ("facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", DeviceClass.BOT),
        ("WhatsApp/2.23.20.0 A", DeviceClass.BOT),
        ("TelegramBot (like TwitterBot)", DeviceClass.BOT),
        ("Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", DeviceClass.BOT),
        ("Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)", DeviceClass.BOT),
        ("Mozilla/5.0 (compatible; NewKindOfBot/1.0)", DeviceClass.BOT),
        ("curl/8.5.0", DeviceClass.BOT),
        ("python-requests/2.32", DeviceClass.BOT),
        ("okhttp/4.12.0", DeviceClass.BOT),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/126.0 Safari/537.36", DeviceClass.BOT),
        ("", DeviceClass.BOT),
        ("   ", DeviceClass.BOT),
    ],
)  # fmt: skip
def test_a_device_is_told_from_its_agent(agent: str, device: DeviceClass) -> None:
    assert device_of(agent) is device


def test_every_pattern_is_small_letters_and_says_where_it_comes_from() -> None:
    for row in agent_patterns():
        re.compile(row.pattern)
        assert row.pattern == row.pattern.lower()
        assert row.source


def test_patterns_read_a_hostile_agent_in_no_time() -> None:
    import time

    began = time.process_time()
    for text in ("bot" * 200, "+http" * 100, "android " * 70, "(" * 500):
        device_of(text)
    assert time.process_time() - began < 0.2
