import type { IConstruct } from 'constructs';
import { DEFAULT_REQUESTS, DEFAULT_TEMPORARY_SIZE, type PodFillOptions } from '../kubernetes/pods/fill/pod-fill';
import { quantitySign } from '../kubernetes/resources/quantity';
import { requireReason } from './check-reason';
import { hardenPods } from './pod-hardening-aspect';
import type { PodHardeningProps } from './pod-hardening-props';
import { refusal } from './refusal';

/** Reads the props. Throws for a quantity that is none, or that has no effect. */
export function fillOptions(place: IConstruct, props: PodHardeningProps): PodFillOptions {
  const { cpuRequest, memoryRequest, resourceRequests = true, temporaryDirectory, temporaryDirectorySize, ...switches } = props;
  for (const [field, value] of Object.entries({ cpuRequest, memoryRequest, temporaryDirectorySize })) {
    if (value === undefined) continue;
    if (typeof value !== 'string' || quantitySign(value) !== 1) {
      throw refusal(place, {
        fact: `${field} is ${JSON.stringify(value)}`,
        consequence: 'which is not a quantity above zero',
        remedy: 'Write a quantity such as "100m" of CPU or "128Mi" of memory.',
      });
    }
  }
  const needless = [
    ...(resourceRequests
      ? []
      : Object.entries({ cpuRequest, memoryRequest })
          .filter(([, value]) => value !== undefined)
          .map(([field]) => [field, 'resourceRequests is false'])),
    ...(temporaryDirectorySize !== undefined && temporaryDirectory !== true
      ? [['temporaryDirectorySize', 'temporaryDirectory is not true']]
      : []),
  ][0];
  if (needless) {
    throw refusal(place, {
      fact: `${needless[0]} is given while ${needless[1]}`,
      consequence: 'so it has no effect',
      remedy: 'Remove one of the two.',
    });
  }
  return {
    ...switches,
    temporaryDirectory,
    temporaryDirectorySize: temporaryDirectorySize ?? DEFAULT_TEMPORARY_SIZE,
    resourceRequests,
    requests: { cpu: cpuRequest ?? DEFAULT_REQUESTS.cpu, memory: memoryRequest ?? DEFAULT_REQUESTS.memory },
  };
}

/** Type of the construct metadata that keeps why the pods below are left as they are written. */
const METADATA = 'cdk8s-hardened:unfilled-pods';

/** The constructs of an app whose pods are left as they are written, by path, and why. */
export function unfilledPods(app: IConstruct): readonly { readonly construct: string; readonly reason: string }[] {
  return app.node
    .findAll()
    .flatMap(({ node }) =>
      node.metadata.filter(({ type }) => type === METADATA).map(({ data }) => ({ construct: node.path, reason: String(data) })),
    );
}

/** Leaves the pods below a construct as they are. Throws for a blank reason. */
export function leavePods(place: IConstruct, name: string, reason: string): void {
  requireReason(place, name, reason);
  place.node.addMetadata(METADATA, reason);
  hardenPods(place, undefined, true);
}

/** The part of a construct's props that is about pods. */
interface Props {
  readonly podHardening?: PodHardeningProps;
  readonly unsafeNoPodHardeningReason?: string;
}

/**
 * Hardens the pods below a construct by its props: by itself when they say nothing, so that it yields to what is requested on a parent
 * construct.
 */
export function hardenPodsBelow(place: IConstruct, { podHardening, unsafeNoPodHardeningReason: reason }: Props): void {
  if (reason === undefined) return hardenPods(place, fillOptions(place, podHardening ?? {}), podHardening !== undefined);
  if (podHardening !== undefined) {
    throw refusal(place, {
      fact: 'podHardening and unsafeNoPodHardeningReason are both given',
      consequence: 'so it is unclear whether pods are filled',
      remedy: 'Remove one of the two.',
    });
  }
  leavePods(place, 'unsafeNoPodHardeningReason', reason);
}
