"""One small, whole file of every kind, to be broken: invented values in the shape of the real exports."""

from __future__ import annotations

from collections.abc import Mapping

from upshot.sources.sheets import sheets, write_sheet

POST = "7612345678901234567"
LINK = f"https://www.tiktok.com/@lea.cuisine/video/{POST}"

_STUDIO: Mapping[str, str] = {
    "tiktok_studio_overview": '"Date","Video Views","Profile Views","Likes","Comments","Shares"\n'
    '"February 27","1591","7","10","-1","0"\n"February 28","1154","1","5","undefined","0"',
    "tiktok_studio_content": "Time,Video title,Video link,Post time,Total likes,Total comments,Total shares,"
    "Total views\n"
    f'April 30,"Soup, #recipe\nsecond line",{LINK},March 1,3,0,0,11564\n',
    "tiktok_studio_viewers": '"Date","Total Viewers","New Viewers","Returning Viewers"\n"February 28","9","0","0"\n',
    "tiktok_studio_follower_history": '"Date","Followers","Difference in followers from previous day"\n'
    '"28 février","undefined","0"\n"1 mars","37","-1"\n',
    "tiktok_studio_follower_activity": '"Date","Hour","Active followers"\n'
    '"February 28","0","491"\n"February 28","1","0"',
    "tiktok_studio_follower_gender": '"Gender","Distribution"\n"Female","0.59"\n"Male","0.41"\n',
    "tiktok_studio_follower_territories": '"Top territories","Distribution"\n"US","0.462"\n"Others","0.211"',
    "tiktok_business_daily": "Date,Video views,Reached audience,Profile views,Likes,Shares,Comments,Net growth\n"
    "2025/10/31,715,NAN,25,26,4,7,--\n",
    "tiktok_business_audience": "Date,New followers,Total followers,Reached audience\n2025/10/31,10,--,NAN\n",
    "tiktok_business_videos": "Video title,Video link,Post time,Video views,Likes,Comments,Shares,Add to Favorites\n"
    f"a,{LINK},2026/03/01 17:49:00,100,5,1,0,7\n",
    "tiktok_business_api_posts": "item_id,create_time,business_username,likes,comments,shares,video_views,reach\n"
    f"{POST},1772393671,lea,5,1,0,100,90\n",
    "post_readings": "id,handle,createTime,playCount,diggCount,snapshot_time\n"
    f"{POST},lea,,1800,90,2026-03-25T12:25:23Z\n",
    "creator_list": "Rank,Tiktoker name,Tiktok name,followers,views(avg),country\n1,lea,Léa C,1.3M,1.9M,FR\n"
    '2,max,Max,9K,"1,5K",BE\n',
    "hashtag_views": "hashtag,day,views\nsoup,2025-04-28,10700\n",
    "post_list": f"video_item_id,handle,video_name\n{POST},lea,Soup\n",
    "creator_readings": "handle,snapshot_date,followerCount,heartCount,videoCount\nlea,2025-02-12,29000,81000,367\n",
}

_OTHERS: Mapping[str, str] = {
    "tiktok_ads_report": "Campaign name,Campaign ID,Ad group name,Ad name,Ad ID,By Day,Currency,Cost,Impressions,"
    "Clicks (destination),Reach,Video views,6-second video views,Conversions\n"
    "Spring,1801,Women,Lea 1,1812345678901234567,2026-03-02,EUR,12.50,1000,20,900,800,300,2\n"
    'Spring,1801,Women,Lea 1,1812345678901234567,2026-03-03,EUR,"1,012.50",1000,20,900,800,300,-\n'
    "Total of 2 results,-,-,-,-,-,EUR,1025.00,2000,40,-,1600,600,2\n",
    "tiktok_ads_records": '{"dimensions":{"ad_id":"1812345678901234567","stat_time_day":"2026-03-02 00:00:00"},'
    '"metrics":{"spend":"12.50","impressions":"1000","clicks":"20","currency":"EUR"}}\n'
    '{"dimensions":{"ad_id":"1812345678901234567","stat_time_day":"2026-03-03 00:00:00"},'
    '"metrics":{"spend":"1.00","impressions":"10","clicks":"2","currency":"EUR"}}\n',
    "tiktok_ads_history": "AD_ID,UPDATED_AT,CREATE_TIME,AD_NAME\n1812345678901234567,2026-03-02,2026-03-01,Lea\n",
    "shopify_orders": "Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,"
    "Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Refunded Amount,Id\n"
    "#1001,a@mail.example,paid,2026-03-02 11:13:25 +0100,EUR,30.00,5.00,5.00,40.00,LEA10,3.00,"
    "2026-03-02 11:13:25 +0100,1,Soup,30.00,0.00,501\n"
    "#1001,a@mail.example,,,,,,,,,,2026-03-02 11:13:25 +0100,2,Bowl,4.00,,\n",
    "woocommerce_orders": "order_id,order_number,order_date,status,order_total,order_currency,order_subtotal,tax_total,"
    "shipping_total,cart_discount,billing_email,billing_country,coupon_items\n"
    "77,77,2026-03-02 10:00:00,completed,40.00,EUR,30.00,5.00,5.00,3.00,a@mail.example,FR,code:lea10|amount:3.00\n",
    "orders": "order_id;ordered_at;total;currency;code\n"
    "A-1;02/03/2026 10:00;40,00;EUR;LEA10\nA-2;25/03/2026;12,5;EUR;\n",
    "ga4_report": "# ----------------------------------------\n# Traffic acquisition\n# Start date: 20260301\n"
    "# End date: 20260302\n\nDate,Session source / medium,Sessions,Engaged sessions,Key events,Total revenue\n"
    "20260301,tiktok / social,12,9,1,40.00\n20260302,(direct) / (none),4,2,0,0\n",
    "touches": "visitor_id,timestamp,event,channel,creator,utm_campaign,conversion,order_id,revenue\n"
    'a1,2026-03-02T10:00:00Z,click,tiktok,lea,spring,0,,\na1,2026-03-03T10:00:00Z,visit,mail,,,1,1001,"12,50"\n',
    "visits": "day;utm_source;utm_medium;sessions;purchases\n2026-03-02;tiktok;social;12;1\n",
}


def _sheet_examples() -> dict[str, str]:
    """Each sheet with its own example as a row of data."""
    return {f"{name}_sheet": write_sheet(name).decode("utf-8-sig").replace("[example] ", "") for name in sheets()}


CORPUS: Mapping[str, bytes] = {
    kind: text.encode() for kind, text in {**_STUDIO, **_OTHERS, **_sheet_examples()}.items()
}
