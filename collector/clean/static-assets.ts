import type { Draft } from '../encode/draft';
import type { Step } from '../encode/step';

const ENDINGS = new Set(
  'avif bmp cjs css eot gif ico jpeg jpg js map mjs mp3 mp4 ogg otf png svg ttf wasm webm webmanifest webp woff woff2'.split(' ').map((ending) => `.${ending}`)
);
const LONGEST = '.webmanifest'.length;

/** What a page needs besides itself, fetched well: no behaviour but that of the browser. */
export const staticAssets: Step = {
  apply: (draft) => (isStaticAsset(draft) ? 'static-asset' : undefined),
};

function isStaticAsset(draft: Draft): boolean {
  const path = draft.text('url.path');
  if (path === undefined) return false;
  const dot = path.lastIndexOf('.');
  if (dot < 0 || path.length - dot > LONGEST || !ENDINGS.has(path.slice(dot).toLowerCase())) return false;
  const method = draft.text('http.request.method')?.toUpperCase();
  const status = Number(draft.text('http.response.status_code') ?? Number.NaN);
  return (method === undefined || method === 'GET' || method === 'HEAD') && status < 400;
}
