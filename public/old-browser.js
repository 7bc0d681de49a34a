// No module and nothing newer than 2009: it must run where the app does not. What is asked for came to the browsers last
// of all that the app needs (sw/browser-floor.ts).
if (!Array.prototype.toSorted) {
  document.getElementById('old-browser').hidden = false;
}
