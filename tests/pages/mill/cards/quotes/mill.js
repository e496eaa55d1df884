briefCards("quotes/mill",{
"eleven-percent": [
"quote",
"<q>“Eleven percent of the water never reaches the town” <span class=\"cue\">the engineer, Ada Hale, said.</span> “We shall not mend that with a mill.”</q> <span>Ada Hale, 6 May 2019</span> <i class=\"checked\">Found letter for letter in ¶ 2<span class=\"cue-found\">; speaker named in the cue</span>; 2 other reports compared, the words of 2 at hand</i> <a>Open the quotation</a>"
],
"pretext": [
"quote",
"<q>The owners call <span class=\"gap\">&#91;…&#93;</span> a mere pretext</q> <span>owners</span> <i class=\"checked\">Found letter for letter in ¶ 3; 0 other reports compared</i> <a>Open the quotation</a>"
]
});
