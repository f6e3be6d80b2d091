import { undecided, type Outcome } from '../engine/rule';
import { parseImageReference, type ImageReference } from '../model/image-reference';
import { asArray, isObject, typeName } from '../model/json';
import type { PodView } from '../model/pod-view';

/** An image that a pod runs or mounts. */
export interface PodImage {
  /** `container "api"` or `volume "models"`. */
  readonly label: string;
  readonly path: string;
  /** The name as written. */
  readonly text: string;
  readonly reference: ImageReference;
}

interface Written {
  readonly label: string;
  readonly path: string;
  readonly value: unknown;
}

/** Judges every image of a pod, of containers and of image volumes. What is no name of an image, or is left out, stays undecided. */
export function judgeImages(pod: PodView, judge: (image: PodImage) => readonly Outcome[]): Outcome[] {
  return imagesOf(pod).flatMap((image) => 'reference' in image ? judge(image) : [image]);
}

/** Several rules ask for them: they are read once for a pod. */
const IMAGES = new WeakMap<PodView, readonly (PodImage | Outcome)[]>();

function imagesOf(pod: PodView): readonly (PodImage | Outcome)[] {
  let images = IMAGES.get(pod);
  if (!images) IMAGES.set(pod, images = written(pod).map(read));
  return images;
}

function read({ label, path, value }: Written): PodImage | Outcome {
  if (value === undefined || value === null || value === '') return undecided(path, `${label} names no image`);
  if (typeof value !== 'string') return undecided(path, `the image of ${label} is ${typeName(value)}, not a string`);
  const reference = parseImageReference(value);
  return reference ? { label, path, text: value, reference } : undecided(path, `${JSON.stringify(value)} of ${label} is not the name of an image`);
}

function written({ spec, path, containers }: PodView): Written[] {
  const volumes = asArray(spec.volumes).flatMap((volume, index) => {
    if (!isObject(volume) || !isObject(volume.image)) return [];
    const label = typeof volume.name === 'string' ? `volume ${JSON.stringify(volume.name)}` : `volume ${index}`;
    return [{ label, path: `${path}.volumes[${index}].image.reference`, value: volume.image.reference }];
  });
  return [...containers.map((container) => ({ label: container.label, path: `${container.path}.image`, value: container.spec.image })), ...volumes];
}
