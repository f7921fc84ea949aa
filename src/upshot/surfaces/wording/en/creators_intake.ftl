# Creators coming in: panels of posts, lists of creators, figures, audiences, comments, quotes.
kind_post_list = Posts without counters
kind_creator_list = List of creators with their figures
kind_creator_figures_sheet = Upshot sheet: creators' figures
kind_audience_sheet = Upshot sheet: audiences
kind_comments_sheet = Upshot sheet: comments
kind_quotes_sheet = Upshot sheet: quotes

parquet_broken = { $file } is a damaged Parquet file: it ends too early, or its columns cannot be read. A whole file is needed. Export or download it again, then import it.
likes_above_views = { $file } was not imported: { $rows } of the first { $of } rows hold more likes than views, so the two columns are most likely swapped. A post has at most as many likes as views, a few exceptions aside. Correct the headers in the file, or say what they hold in a mapping file: --mapping FILE (see upshot import --help).
list_of_two_platforms = { $file } was not imported: its name and headers speak of { $seen }, and figures of two platforms are never put together. A list holds the creators of one platform. Split it, one file per platform, each with the platform in its name.
list_without_handles = { $file } was not imported: no column holds handles, only names ({ $seen }). A handle is the account's name after @, letters, digits, points and underscores. Add a column “handle”, then import again.
list_without_figures = { $file } was not imported: beside the names it holds no figure that Upshot knows ({ $seen }). Valid are followers, views, likes, comments, shares, saves, engagement, posts and rank. Rename the columns so, or fill in the sheet: upshot sheet creator_figures.

valid_read_at_assumed = the moment of reading, which no column says: the minute after the latest post was taken, so ages are at least these; say it with --period START END
valid_post_id_or_second = the post's number or link, or its creator with the second of publication
valid_likes_within_views_kept = at most as many likes as views (kept as it stands)
valid_platform = tiktok, instagram or youtube
valid_platform_presumed = the platform in the file's name or headers: TikTok was taken
valid_figures_agree = the same figure in both columns
valid_creator_once = one row per creator; this one says something else than the row above it
valid_figure = a number, for instance 221700, 221.7K or 1,2 M
valid_figure_day_from_name = the day of reading, in a column read_on: the one in the file's name was taken
valid_figure_day_unknown = the day of reading, in a column read_on or with --period START END: without it the figures have no age
valid_statistic = mean, median, total, latest, share or another single word
valid_share_sum = shares that add up to 1 (100%) at most
valid_snake_word = a short word, for instance engagement_rate
valid_denominator = views, followers, reach, impressions, post or creator; empty where nobody says
valid_audience_dimension = gender, age, country, language or interest
