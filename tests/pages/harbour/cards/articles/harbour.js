briefCards("articles/harbour",{
"p1": [
"paragraph",
"<b>¶&nbsp;1</b> <span>Norland has confirmed it will build a tidal barrier across the Sound with its neighbour Sudland, despite the protests of the fishers of Elmhaven.</span> <a>Open in the article</a>"
],
"p10": [
"paragraph",
"<b>¶&nbsp;10</b> <span>The barrier is to open in 2018, after storms that flooded Elmhaven in the winter.</span> <a>Open in the article</a>"
],
"p2": [
"paragraph",
"<b>¶&nbsp;2</b> <span>Admiral Ivo Karst of the Norland Navy accused the port authority of hiding a survey of the sea bed as part of a plan to close the old harbour.</span> <a>Open in the article</a>"
],
"p3": [
"paragraph",
"<b>¶&nbsp;3</b> <span>“We are working together on a wall that both coasts can trust,” he said at a meeting in Elmhaven, according to a transcript on the navy’s website.</span> <a>Open in the article</a>"
],
"p4": [
"paragraph",
"<b>¶&nbsp;4</b> <span>“Two neighbours stood at one door. One holds the key, and the other holds his breath,” Karst told Wire Nord. “And the door,” he said, “has never been shut.”</span> <a>Open in the article</a>"
],
"p5": [
"paragraph",
"<b>¶&nbsp;5</b> <span>The barrier has two gates, which can be closed within an hour, the port authority says. It is meant to stop a spring tide of six metres.</span> <a>Open in the article</a>"
],
"p6": [
"paragraph",
"<b>¶&nbsp;6</b> <span>A first trial was held in May. The authority confirmed that both gates had held.</span> <a>Open in the article</a>"
],
"p7": [
"paragraph",
"<b>¶&nbsp;7</b> <span>Minister Tessa Brand of Sudland called the charge “an old tale from an old harbour” on Monday.</span> <a>Open in the article</a>"
],
"p8": [
"paragraph",
"<b>¶&nbsp;8</b> <span>Sudland will pay a third of the cost of the TFB, its government says. The Sound Treaty of 1972 limits what either coast may build.</span> <a>Open in the article</a>"
],
"p9": [
"paragraph",
"<b>¶&nbsp;9</b> <span>“We will do whatever is needed to keep the boats at sea,” said Jon Fisk of the Fishers’ Union, speaking to the Harbour Post.</span> <a>Open in the article</a>"
]
});
