# Which engine fits the creator response model.

unknown_engine = There is no engine called “{ $seen }”. Valid are: { $nearest }. Choose one of them; the default is upshot.
engine_not_installed = The engine { $seen } was asked for, but it is not installed. The engine { $valid } is always there and agrees with it. Leave the choice out, or install it with: pip install "upshot[{ $extra }]" (about half a gigabyte), then ask again.
