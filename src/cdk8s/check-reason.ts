import type { IConstruct } from 'constructs';
import { isReason } from '../text/reason';
import { refusal } from './refusal';

/** Refuses a reason that is given and says nothing. `name` is the property, or what takes the reason. */
export function checkReason(place: IConstruct | string, name: string, reason: string | undefined): void {
  if (reason !== undefined) requireReason(place, name, reason);
}

/** Refuses a reason that says nothing, wherever one is taken. */
export function requireReason(place: IConstruct | string, name: string, reason: unknown): asserts reason is string {
  if (isReason(reason)) return;
  throw refusal(place, {
    fact: `${name} is ${typeof reason === 'string' ? 'blank' : 'not a string'}`,
    consequence: 'so reviewers cannot assess it',
    remedy: 'Give the reason in a sentence.',
  });
}
