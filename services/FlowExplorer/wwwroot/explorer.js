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

// What happens is to be seen: an arrow whose step was opened, perhaps just added by a button, and the newest of a flow that
// somebody watches. Whoever scrolls away is left in peace.
let opened = null;
let follows = true;
let place = '';
let height = 0;

const isAtEnd = pane => pane.scrollHeight - pane.scrollTop - pane.clientHeight < 80;

document.addEventListener('scroll', event => {
  if (event.target.matches?.('.drawing .scroll')) follows = isAtEnd(event.target);
}, { capture: true, passive: true });

new MutationObserver(() => {
  const pane = document.querySelector('.drawing .scroll');
  if (!pane) return;
  const arrow = pane.querySelector('.arrow[aria-current=step]');
  if (arrow?.href.baseVal !== opened) {
    opened = arrow?.href.baseVal;
    if (arrow) show(arrow, pane);
    // The button that was pressed is gone with the step that it stood beside.
    if (arrow && document.activeElement === document.body) document.querySelector('.opened h2')?.focus({ preventScroll: true });
  }
  if (place !== location.pathname) [place, height, follows] = [location.pathname, pane.scrollHeight, isAtEnd(pane)];
  else if (pane.scrollHeight !== height) {
    follows ||= pane.scrollHeight < height; // another flow has begun
    height = pane.scrollHeight;
    if (follows && pane.closest('.follows')) pane.scrollTop = height;
  }
}).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-current', 'height'] });

function show(arrow, pane) {
  const [inner, outer] = [arrow.getBoundingClientRect(), pane.getBoundingClientRect()];
  if (inner.top < outer.top + 60 || inner.bottom > outer.bottom) arrow.scrollIntoView({ block: 'center' });
}
