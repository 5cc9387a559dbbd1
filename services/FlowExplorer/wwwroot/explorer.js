// The two things that a server cannot do for a page: fill the clipboard, and paint a picture into pixels.
document.addEventListener('click', async event => {
  const copy = event.target.closest('[data-copy]');
  if (copy) {
    await navigator.clipboard.writeText(copy.parentElement.querySelector('pre').textContent);
    copy.textContent = 'Copied';
    setTimeout(() => copy.textContent = 'Copy', 1500);
  }
  const png = event.target.closest('[data-png]');
  if (png) await download(png.dataset.png);
});

async function download(address) {
  const svg = await (await fetch(address)).blob();
  const image = new Image();
  image.src = URL.createObjectURL(svg);
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth * 2;
  canvas.height = image.naturalHeight * 2;
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await new Promise(done => canvas.toBlob(done, 'image/png')));
  link.download = 'flow.png';
  link.click();
  URL.revokeObjectURL(link.href);
}
