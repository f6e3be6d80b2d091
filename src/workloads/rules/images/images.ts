import { listOption } from '../../../engine/options';
import { undecided, type Outcome } from '../../../engine/rule';
import { parseImageReference, type ImageReference } from '../../../kubernetes/images/image-reference';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import { memo } from '../../../kubernetes/objects/memo';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { asArray, isObject, isUnset, typeName } from '../../../text/json';
import { placeIn } from '../../../text/path';

/** An image that a pod runs or mounts. */
export interface PodImage {
  /** `container "api"` or `volume "models"`. */
  readonly label: string;
  readonly path: string;
  /** The name as written. */
  readonly text: string;
  readonly reference: ImageReference;
  /** `imagePullPolicy` of the container or `pullPolicy` of the volume, as written. */
  readonly pullPolicy: unknown;
  readonly pullPolicyPath: string;
}

interface Written {
  readonly label: string;
  readonly path: string;
  readonly value: unknown;
  readonly pullPolicy: unknown;
  readonly pullPolicyPath: string;
}

/** For rules that require a version. */
export const movingTagsOption = listOption(
  'Tags that name no version, since builders of the image move them to the newest one; in lower case. `latest` always is one.',
  ['canary', 'dev', 'develop', 'edge', 'head', 'main', 'master', 'nightly', 'rolling', 'snapshot', 'stable', 'trunk', 'unstable'],
);

const WORD_ENDS = /[-_.]/;
/** Most tags are nothing else. */
const NUMBERS = /^v?[\d.]+$/;

/**
 * True when the name stands for other images over time: no digest, and no tag or one that moves. Variants move with it: `latest-alpine`,
 * `stable-slim`.
 */
export function isMoving({ tag, digest }: ImageReference, moving: readonly string[]): boolean {
  if (digest !== undefined) return false;
  if (tag === undefined) return true;
  if (NUMBERS.test(tag)) return false;
  const words = tag.toLowerCase().split(WORD_ENDS);
  return words.includes('latest') || (moving.includes(words[0]!) && !/\d/.test(tag));
}

/** Checks every image of a pod, of containers and of image volumes. What is not a name of an image, or is left out, stays unknown. */
export function judgeImages(pod: PodView, judge: (image: PodImage) => readonly Outcome[]): readonly Outcome[] {
  return collect(imagesOf(pod), (image) => ('reference' in image ? judge(image) : [image]));
}

/** The images whose names can be read: for rules about few of them, where others say already what cannot be read. */
export function readableImages(pod: PodView): readonly PodImage[] {
  const images = imagesOf(pod);
  return images.every(isReadable) ? images : images.filter(isReadable);
}

const isReadable = (image: PodImage | Outcome): image is PodImage => 'reference' in image;

/** Several rules use them: they are read once for a pod. */
const imagesOf = memo((pod: PodView): readonly (PodImage | Outcome)[] => written(pod).map(read));

function read({ label, path, value, pullPolicy, pullPolicyPath }: Written): PodImage | Outcome {
  if (value === undefined || value === null || value === '') return undecided(path, `${label} names no image`);
  if (typeof value !== 'string') return undecided(path, `the image of ${label} is ${typeName(value)}, not a string`);
  const reference = parseImageReference(value);
  return reference
    ? { label, path, text: value, reference, pullPolicy, pullPolicyPath }
    : undecided(path, `${JSON.stringify(value)} of ${label} is not the name of an image`);
}

function written({ spec, path, containers, part }: PodView): Written[] {
  const volumes = collect(asArray(spec.volumes), (volume, index): readonly Written[] => {
    if (!isObject(volume) || !isObject(volume.image)) return NONE;
    const label = typeof volume.name === 'string' ? `volume ${JSON.stringify(volume.name)}` : `volume ${index}`;
    const holder = `${path}.volumes[${index}].image`;
    return [
      {
        label,
        path: `${holder}.reference`,
        value: volume.image.reference,
        pullPolicy: volume.image.pullPolicy,
        pullPolicyPath: `${holder}.pullPolicy`,
      },
    ];
  });
  // In a part of a pod, the image may be left to the operator.
  const named =
    part === undefined
      ? containers
      : containers.filter(({ spec: { image } }) => (part === 'known' ? !isUnset(image) : typeof image === 'string'));
  const own = named.map(({ label, path: holder, spec: container }) => ({
    label,
    path: placeIn(holder, 'image'),
    value: container.image,
    pullPolicy: container.imagePullPolicy,
    pullPolicyPath: placeIn(holder, 'imagePullPolicy'),
  }));
  return volumes.length === 0 ? own : [...own, ...volumes];
}
