briefCards("map",{
"gates": [
"site",
"<b>The gates</b> <span>Where the wall is to stand.</span> <a>Open on the map</a>"
]
});
