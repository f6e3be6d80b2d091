import type { IConstruct } from 'constructs';
import { refusal } from '../../cdk8s/refusal';
import { isDnsLabel, isLabelKey, isLabelValue } from '../../kubernetes/objects/label-syntax';

/** Refuses what cannot be the name of a namespace of pods. */
export function checkNamespaceName(place: IConstruct | string, name: string): void {
  if (isDnsLabel(name)) return;
  throw refusal(place, {
    fact: `${JSON.stringify(name)} is not the name of a namespace`,
    consequence: 'so no pod would be meant',
    remedy: 'Write the name of the namespace of the pods.',
  });
}

/** Refuses labels that would select every pod of a namespace, or none. `whose` says of which namespace: for the message. */
export function checkPodLabels(place: IConstruct | string, whose: string, labels: { [key: string]: string }): void {
  const entries = Object.entries(labels ?? {});
  if (entries.length === 0) {
    throw refusal(place, {
      fact: 'no pod label is given',
      consequence: `so every pod of ${whose} would be meant`,
      remedy: 'Name labels that only those pods carry.',
    });
  }
  for (const [key, value] of entries) {
    if (isLabelKey(key) && isLabelValue(value)) continue;
    throw refusal(place, {
      fact: `${JSON.stringify(key)}: ${JSON.stringify(value)} is not a label`,
      consequence: 'so no pod would be meant',
      remedy: 'Write a label that the pods carry.',
    });
  }
}
