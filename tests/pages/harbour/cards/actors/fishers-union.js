briefCards("actors/fishers-union",{
"": [
"actor",
"<b>Fishers’ Union</b> <span>The union of the fishers of Elmhaven</span> <a>Open the profile</a>"
]
});
