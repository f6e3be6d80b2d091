const LABEL_VALUE = /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;
const DNS_LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
const MAX_LABEL = 63;
const MAX_PREFIX = 253;

/** True for an RFC 1123 label, such as the name of a namespace: at most 63 of a-z, 0-9 and `-`, with a letter or digit at both ends. */
export function isDnsLabel(text: unknown): text is string {
  return typeof text === 'string' && text.length <= MAX_LABEL && DNS_LABEL.test(text);
}

/**
 * True for an RFC 1123 subdomain, such as the name of a RuntimeClass: labels of any length with dots between them, at most 253 characters.
 */
export function isDnsSubdomain(text: unknown): text is string {
  return typeof text === 'string' && text.length <= MAX_PREFIX && text.split('.').every((part) => DNS_LABEL.test(part));
}

/**
 * True for text that may stand as the value of a label; the empty text may.
 *
 * Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 */
export function isLabelValue(text: unknown): text is string {
  return typeof text === 'string' && text.length <= MAX_LABEL && LABEL_VALUE.test(text);
}

/** True for a key of a label or annotation: `name` or `example.com/name`. */
export function isLabelKey(text: unknown): text is string {
  if (typeof text !== 'string') return false;
  const slash = text.indexOf('/');
  const name = text.slice(slash + 1);
  if (name === '' || !isLabelValue(name)) return false;
  if (slash < 0) return true;
  const prefix = text.slice(0, slash);
  return prefix.length <= MAX_PREFIX && prefix.split('.').every((part) => DNS_LABEL.test(part));
}
