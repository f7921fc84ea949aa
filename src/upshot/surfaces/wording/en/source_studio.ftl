# TikTok Studio and Business Suite exports.
kind_tiktok_studio_overview = TikTok Studio: Overview
kind_tiktok_studio_content = TikTok Studio: Content
kind_tiktok_studio_viewers = TikTok Studio: Viewers
kind_tiktok_studio_follower_history = TikTok Studio: follower history
kind_tiktok_studio_follower_activity = TikTok Studio: follower activity
kind_tiktok_studio_follower_gender = TikTok Studio: followers by gender
kind_tiktok_studio_follower_territories = TikTok Studio: followers by country
kind_tiktok_business_daily = TikTok Business Suite: daily figures
kind_tiktok_business_audience = TikTok Business Suite: daily audience
kind_tiktok_business_videos = TikTok Business Suite: videos
kind_tiktok_business_api_posts = TikTok Business API: post insights

studio_year_unknown = { $file } was not imported: its days have no year (the file holds { $seen }, month and day), and TikTok does not write one. The name of the original zip says it (Overview_2025-02-28_1772236800_name.zip). Import that zip, or say which days the export covers: --period 2025-02-28 2026-02-27.
studio_year_ambiguous = { $file } was not imported: its days have no year and fit the time from { $first } to { $last } more than once. A period that holds them only once is valid. Give a narrower one with --period START END, ending on the day of the export.
studio_year_not_in_period = { $file } was not imported: its days ({ $seen }, month and day) do not fall between { $first } and { $last } in any year. A period that covers all its days is valid. Check the days you asked TikTok for and give them with --period START END.
studio_days_not_in_order = { $file } was not imported: its days have no year and are not in order (going down the { $rows } rows the year would turn { $turns } times). Days from the oldest to the newest, as TikTok exports them, are valid. Import the file as it came, not a sorted copy.
studio_period_reversed = The period given ends before it starts ({ $first } to { $last }). First day, then last day is valid. Turn them around: --period START END.
studio_account_unknown = { $file } was not imported: it does not say whose account it is, and neither does its name. A TikTok handle is needed. Import the zip as TikTok sent it (its name ends in the handle), or say it: --account HANDLE.
studio_read_day_unknown = { $file } was not imported: its totals carry no date, so nobody can tell when they were true. The day of the export is needed. Say which days it covers, the last being the day you exported it: --period START END.
studio_posts_without_id = { $file } was not imported: no column says which posts these are (its columns: { $seen }). A column with the post's number or link (item_id, post_id, video_id or Video link) is needed. Export it again with that column; the time of publication alone does not name a post.
studio_too_many_rows = { $file } was not imported: it has more than { $most } rows, far more than a TikTok Studio export (a year of days, or a few hundred posts). Check that it is the right file, or name its kind with --as KIND.
studio_headers_missing = { $file } cannot be read as “{ $kind }”: it has the columns { $seen }, and these are needed: { $expected }. Leave out --as so that Upshot finds the kind itself, or export the file again with those columns.

valid_whole_number_from_one = a whole number, 1 or more
valid_whole_number_from_zero = a whole number, 0 or more
valid_number_from_zero = a number, 0 or more
valid_share = a share from 0 to 1, or from 0% to 100%
valid_hour = an hour from 0 to 23
valid_day_not_in_future = a day that has already come
valid_post_link = a post's link (https://www.tiktok.com/@name/video/7…) or its number
valid_post_link_full = the full link of the post (open the short vm.tiktok.com link and copy the address that appears)
valid_post_time_of_id = the time at which this post was published, which its number contains
