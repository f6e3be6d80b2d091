/** What a program makes of a folder: a stream of manifests, or why there is none. */
export type Rendered =
  { readonly text: string; readonly failure?: undefined } | { readonly text?: undefined; readonly failure: RenderFailure };

/** Why a folder was not rendered. */
export interface RenderFailure {
  /** The fact, as a clause without full stop. */
  readonly fact: string;
  /** What to do about it, as a sentence. */
  readonly remedy: string;
  /** True where it is not about the folder: then it is the same for all others of its kind, and said once. */
  readonly isGeneral: boolean;
}

/** Renders folders by means of other programs, each once however often it is asked. */
export interface Renderer {
  /** A Helm chart. */
  chart(folder: string): Rendered;
  /** A folder with a kustomization. */
  kustomization(folder: string): Rendered;
}
