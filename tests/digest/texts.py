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

ONE_TOWN = (
    (
        "Flood closes Marlow bridge",
        "The river Tarn burst its banks in Hartwell on Tuesday night and flooded about forty homes. The "
        "fire brigade pumped water out of cellars until the morning. Mayor Ellen Pryce said the old "
        "bridge would stay closed until engineers had looked at it. Nobody was hurt. Residents of Mill "
        "Lane were taken to the town hall, where the Red Cross gave out blankets.",
    ),
    (
        "Forty homes under water in Hartwell",
        "About forty houses stood under water in Hartwell after the Tarn rose by two metres overnight. "
        "Firefighters worked with pumps till dawn, and the bridge was shut to traffic. The mayor, Ellen "
        "Pryce, said engineers were to examine it. No one was injured.",
    ),
    (
        "Hartwell council votes to close library",
        "Hartwell town council voted on Tuesday by nine votes to six to close the public library in Mill"
        " Lane at the end of the year. Mayor Ellen Pryce said the building would need repairs of 1.2 "
        "million pounds. Residents shouted from the gallery of the town hall. The opposition called for "
        "a petition. The books are to go to the school.",
    ),
    (
        "Fire destroys Hartwell bakery",
        "A fire destroyed the bakery on Market Square in Hartwell early on Tuesday. The fire brigade "
        "needed three hours to put it out. Two people were taken to hospital with smoke in their lungs. "
        "Police are looking into the cause. The owner, Tom Reeve, said he would rebuild.",
    ),
    (
        "Hartwell Rovers win the derby",
        "Hartwell Rovers beat Kingsford 3-1 on Tuesday evening in front of 4,200 people at Mill Lane. "
        "Dan Okoro scored twice in the first half. Coach Lena Brandt praised her young side. Rovers "
        "climb to third place in the table.",
    ),
    (
        "Bus drivers in Hartwell walk out",
        "Bus drivers in Hartwell stopped work on Tuesday in a dispute about shifts. Only the night line "
        "ran. The union said 180 drivers had joined. The company Hartwell Transit offered talks on "
        "Friday. Pupils came late to school.",
    ),
)
"""Two reports of a flood, and four other things that happened in the same town: titles and texts."""

CAMP = (
    "A strong earthquake shook the island of Torvane early on Monday, killing seven people and bringing down "
    "houses along the coast, officials said. "
    "The mayor of Skelm, Ida Torp, declared three days of mourning. "
    "The tremor struck at 4:10 a.m. and was felt as far away as the capital, the seismological office said. "
    "Rescuers were searching the ruins of the harbour town of Skelm for survivors."
)
CAMP_LATER = (
    "The death toll of the Torvane earthquake rose on Tuesday: nine people were killed, the governor said. "
    "Two bodies were found in the cellar of the customs house in Skelm, the fire brigade said. "
    "The army will set up tents for the homeless in the stadium."
)
