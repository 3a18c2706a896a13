/* Starts the page: every room is there by now; the link in the address says where to begin. */

drawTop();
drawAbout();
drawKeys();
showTheme();
byId("skip").addEventListener("click", (event) => {
  event.preventDefault();
  byId("main").focus();
});
addEventListener("hashchange", followLink);
followLink();
