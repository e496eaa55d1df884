briefCards("quotes/harbour",{
"hidden-survey": [
"quote",
"<q>hiding a survey of the sea bed as part of a plan to close the old harbour</q> <span>Ivo Karst, 11 October 2016</span> <i class=\"checked\">Found letter for letter in ¶ 2<span class=\"cue-found\">; cue found beside it</span>; 1 other report compared, its words not at hand</i> <a>Open the quotation</a>"
],
"old-tale": [
"quote",
"<q>“an old tale from an old harbour”</q> <span>Tessa Brand, 17 October 2016</span> <i class=\"checked\">Found letter for letter in ¶ 7<span class=\"cue-found\">; speaker named in the cue</span>; 1 other report compared, its words not at hand</i> <a>Open the quotation</a>"
],
"two-neighbours": [
"quote",
"<q>“Two neighbours stood at one door. One holds the key, and the other holds his breath” <span class=\"cue\">Karst told Wire Nord.</span> “And the door” <span class=\"cue\">he said,</span> “has never been shut.”</q> <span>Ivo Karst, 11 October 2016</span> <i class=\"checked\">Found letter for letter in ¶ 4<span class=\"cue-found\">; speaker named in the cue</span>; 1 other report compared, its words not at hand</i> <a>Open the quotation</a>"
],
"whatever-is-needed": [
"quote",
"<q>“We will do whatever is needed to keep the boats at sea”</q> <span>Jon Fisk, October 2016</span> <i class=\"checked\">Found letter for letter in ¶ 9<span class=\"cue-found\">; speaker named in the cue</span>; 0 other reports compared</i> <a>Open the quotation</a>"
],
"working-together": [
"quote",
"<q>“We are working together on a wall that both coasts can trust”</q> <span>Ivo Karst, 11 October 2016</span> <i class=\"checked\">Found letter for letter in ¶ 3<span class=\"cue-found\">; cue found beside it</span>; 1 other report compared, its words not at hand</i> <a>Open the quotation</a>"
]
});
