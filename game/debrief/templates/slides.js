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
  var wide = window.matchMedia("screen and (min-width: 60rem) and (min-height: 40rem)");
  var sizes = ["t28", "t26", "t24", "t22", "t20"];
  function fits(slide, body) {
    if (slide.getBoundingClientRect().height > window.innerHeight + .05) { return false; }
    return Array.prototype.every.call(body.querySelectorAll(".wide"), function (table) {
      return table.scrollWidth <= table.clientWidth + 1;
    }) && body.scrollWidth <= body.clientWidth + 1;
  }
  function fill() { // each slide in the largest letters that it has room for
    if (!wide.matches) { return; }
    slides.forEach(function (slide) {
      var body = slide.querySelector(".body");
      if (slide.classList.contains("contents") || !body) { return; }
      sizes.some(function (size) {
        sizes.forEach(function (other) { body.classList.toggle(other, other === size); });
        return fits(slide, body);
      });
    });
  }
  var later;
  window.addEventListener("resize", function () { clearTimeout(later); later = setTimeout(fill, 150); });
  window.addEventListener("load", fill);
  function go(at) {
    var slide = slides[Math.max(0, Math.min(slides.length - 1, at))];
    history.replaceState(null, "", "#" + slide.id);
    slide.scrollIntoView();
    slide.focus({ preventScroll: true });
  }
  function follow(way) {
    var link = document.querySelector(".foot [rel=" + way + "]");
    if (link) { link.click(); }
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) { return; }
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) { return; }
    var way = { ArrowRight: 1, PageDown: 1, n: 1, ArrowLeft: -1, PageUp: -1, p: -1 }[event.key];
    if (slides.length < 2) {
      if (!way || event.key === "PageDown" || event.key === "PageUp") { return; }
      event.preventDefault();
      follow(way > 0 ? "next" : "prev");
      return;
    }
    if (!way && event.key !== "Home" && event.key !== "End") { return; }
    event.preventDefault();
    go(way ? here() + way : event.key === "Home" ? 0 : slides.indexOf(document.getElementById("contents")));
  });
}());
