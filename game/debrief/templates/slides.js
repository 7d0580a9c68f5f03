(function () {
  "use strict";
  var slides = Array.prototype.slice.call(document.querySelectorAll(".slide"));
  function here() {
    var best = 0, least = Infinity;
    slides.forEach(function (slide, at) {
      var far = Math.abs(slide.getBoundingClientRect().top);
      if (far < least) { least = far; best = at; }
    });
    return best;
  }
  function go(at) {
    var slide = slides[Math.max(0, Math.min(slides.length - 1, at))];
    history.replaceState(null, "", "#" + slide.id);
    slide.scrollIntoView();
    slide.focus({ preventScroll: true });
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) { return; }
    var at = here();
    switch (event.key) {
      case "ArrowRight": case "PageDown": case "n": at += 1; break;
      case "ArrowLeft": case "PageUp": case "p": at -= 1; break;
      case "Home": at = 0; break;
      case "End": at = slides.length - 1; break;
      default: return;
    }
    event.preventDefault();
    go(at);
  });
}());
