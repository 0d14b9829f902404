/** Where what pops up is put: in the page's main part, so that it belongs to a landmark. */
export function portalPlace(): HTMLElement {
  const place = document.createElement("div");
  (document.getElementById("page") ?? document.body).append(place);
  return place;
}
