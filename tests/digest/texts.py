"""Reports written for these tests: two events, several outlets, a wire copy, and a second day."""

QUAKE = (
    "A strong earthquake shook the island of Torvane early on Monday, killing at least seven people and "
    "bringing down houses along the coast, officials said. "
    "The tremor struck at 4:10 a.m. and was felt as far away as the capital, the seismological office said. "
    "Rescuers were searching the ruins of the harbour town of Skelm for survivors. "
    "The governor asked the army to send helicopters and field hospitals to the island."
)
QUAKE_OTHER = (
    "At least nine people were killed when an earthquake hit Torvane island before dawn on Monday, the civil "
    "defence said. "
    "Hospitals in Skelm treated the injured in corridors, and the airport was closed because of cracks in "
    "its runway. "
    "Ferries brought blankets and generators from the mainland during the morning."
)
QUAKE_LATER = (
    "The death toll of the Torvane earthquake rose on Tuesday: 12 people were killed, the governor said. "
    "A mother and her two children were pulled alive from a cellar in Skelm after thirty hours. "
    "The government promised to rebuild the old harbour and declared three days of mourning."
)
STRIKE = (
    "Train drivers in Osterland began a two-day strike on Monday over pay, stopping most services. "
    "Their union is asking for a rise of eight percent and shorter night shifts. "
    "The railway said that it had offered five percent and called the walkout needless. "
    "Talks are to resume on Thursday, a spokesman for the transport ministry said."
)
FOOTBALL = (
    "Harrowgate won the national cup of the sport on Sunday with a goal in the last minute. "
    "The striker Ole Brandt scored after a corner, and thousands of fans celebrated in the streets. "
    "It was the club's first trophy in forty years, and its coach wept on the pitch."
)
