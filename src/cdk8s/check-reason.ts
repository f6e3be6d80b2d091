import type { IConstruct } from 'constructs';
import { refusal } from './refusal';
import { isReason } from '../text/reason';

/** Refuses a reason that is given and says nothing, wherever a construct takes one. `name` is the property, or what takes the reason. */
export function checkReason(place: IConstruct | string, name: string, reason: string | undefined): void {
  if (reason === undefined || isReason(reason)) return;
  throw refusal(place, {
    fact: `${name} is blank`,
    consequence: 'so nobody can judge it later',
    remedy: 'Say in a sentence why, or leave it out.',
  });
}
