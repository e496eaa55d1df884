briefCards("claims/harbour",{
"claim-barrier": [
"claim",
"<b>Norland and Sudland will build a barrier together</b> <span class=\"verdict corroborated\">Corroborated</span> <span>Claimed by Harbour Post</span> <a>Open the claim</a>"
],
"claim-cost": [
"claim",
"<b>Sudland pays a third</b> <span class=\"verdict not-verified\">Not verified</span> <span>Claimed by Sudland</span> <a>Open the claim</a>"
],
"claim-gates": [
"claim",
"<b>The gates close within an hour</b> <span class=\"verdict corrected\">Corroborated, with a correction</span> <span>Claimed by port authority</span> <a>Open the claim</a>"
],
"claim-opening": [
"claim",
"<b>The barrier opens in 2018</b> <span class=\"verdict overtaken\">True or planned then, since overtaken</span> <span>Claimed by Harbour Post</span> <a>Open the claim</a>"
],
"claim-survey": [
"claim",
"<b>The authority hid a survey</b> <span class=\"verdict disputed\">Disputed</span> <span>Claimed by Ivo Karst</span> <a>Open the claim</a>"
],
"claim-tide": [
"claim",
"<b>The barrier stops a tide of six metres</b> <span class=\"verdict misleading\">Misleading as worded</span> <span>Claimed by Harbour Post</span> <a>Open the claim</a>"
],
"claim-told-wire": [
"claim",
"<b>Karst spoke to Wire Nord</b> <span class=\"verdict corroborated\">Corroborated</span> <span>Claimed by Harbour Post</span> <a>Open the claim</a>"
],
"claim-trial": [
"claim",
"<b>Both gates held in the trial</b> <span class=\"verdict false\">False</span> <span>Claimed by port authority</span> <a>Open the claim</a>"
]
});
