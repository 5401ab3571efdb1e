/** CloudFront percent-encodes what it logs, and what was encoded already a second time (`%2520`). Anything that is no encoding stays as it came. */
export function unescaped(value: string | undefined): string | undefined {
  if (value === undefined || !value.includes('%')) return value;
  const once = decoded(value);
  return /%20/.test(once) ? decoded(once) : once;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
