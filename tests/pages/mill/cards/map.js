briefCards("map",{
"ashford": [
"site",
"<b>Ashford</b> <span>The mill stands here.</span> <a>Open on the map</a>"
]
});
