/** True for a reason that says something: text that is not blank. */
export function isReason(reason: unknown): reason is string {
  return typeof reason === 'string' && reason.trim() !== '';
}
