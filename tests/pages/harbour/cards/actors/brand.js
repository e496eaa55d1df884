briefCards("actors/brand",{
"": [
"actor",
"<b>Tessa Brand</b> <span>Minister for the coast</span> <a>Open the profile</a>"
]
});
