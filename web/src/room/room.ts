import { CarillonRoomElement } from "./CarillonRoomElement.ts";

// A page may have loaded this twice.
if (customElements.get("carillon-room") === undefined) {
  customElements.define("carillon-room", CarillonRoomElement);
}
