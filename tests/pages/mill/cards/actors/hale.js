briefCards("actors/hale",{
"": [
"actor",
"<b>Ada Hale</b> <span>Engineer of the council</span> <a>Open the profile</a>"
]
});
