briefCards("actors/navy",{
"": [
"actor",
"<b>Norland Navy</b> <span>Keeps the channel and forecasts the tides</span> <a>Open the profile</a>"
]
});
