briefCards("glossary",{
"sound-treaty": [
"term",
"<b>Sound Treaty</b> <i>Treaty on the Sound</i> <span>The treaty of 1972 that limits what either coast builds in the water between them.</span> <a>Open in the glossary</a>"
],
"spring-tide": [
"term",
"<b>spring tide</b> <span>The highest of tides, at new and full moon, against which the TFB is built.</span> <a>Open in the glossary</a>"
],
"tfb": [
"term",
"<b>TFB</b> <i>Tidal Flood Barrier</i> <span>The TFB is a wall across the Sound with two gates, which are shut when the water rises.</span> <a>Open in the glossary</a>"
],
"wording-confirmed": [
"wording",
"<b>“confirmed”</b> <i>Harbour Post</i> <span>States as settled what the minutes call a wish of both coasts.</span> <a>Open in the glossary</a>"
],
"wording-meant": [
"wording",
"<b>“meant to”</b> <i>Harbour Post</i> <span>The article's, not the authority's.</span> <a>Open in the glossary</a>"
]
});
