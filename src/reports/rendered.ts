import type { KubeObject } from '../kubernetes/objects/object';

/** The charts and kustomizations that an object was rendered from, for programs; nothing where its file has it as it is. */
export function renderedJson(object: KubeObject | undefined): { readonly renderedFrom?: readonly string[] } {
  const { isRendered, builds } = object?.origin ?? {};
  return isRendered === true && builds ? { renderedFrom: builds } : {};
}
