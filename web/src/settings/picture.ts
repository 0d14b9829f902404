/** Pixels a side that a picture is made to. */
const SIDE = 256;

/** The midst of a picture as a small square. What the camera wrote beside the pixels is gone with it. */
export async function squared(file: Blob): Promise<Blob> {
  const image = await createImageBitmap(file);
  const side = Math.min(image.width, image.height);
  const canvas = new OffscreenCanvas(SIDE, SIDE);
  const context = canvas.getContext("2d");
  if (context === null) {
    throw new Error("no canvas");
  }
  context.imageSmoothingQuality = "high";
  context.drawImage(image, (image.width - side) / 2, (image.height - side) / 2, side, side, 0, 0, SIDE, SIDE);
  image.close();
  return canvas.convertToBlob({ type: "image/webp", quality: 0.9 });
}
