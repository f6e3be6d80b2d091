import type { IConstruct } from 'constructs';
import { refusal } from '../../cdk8s/refusal';
import { WAIVER_METADATA } from '../../kubernetes/objects/waiver-metadata';
import { isDate } from '../../text/dates';
import { isReason } from '../../text/reason';

/** The terms on which a finding is accepted. */
export interface WaiverProps {
  /**
   * Why the finding is acceptable here: a sentence that an auditor can assess.
   *
   * @shape reason
   */
  readonly reason: string;
  /**
   * The approver: a person or a role.
   *
   * @shape text
   */
  readonly approvedBy: string;
  /**
   * The last day on which it holds, `YYYY-MM-DD`; at most 366 days ahead.
   *
   * @shape date
   */
  readonly until: string;
  /**
   * The kind of the objects, of those that the construct holds; in this and the next two, `*` stands for any characters.
   *
   * @default - any
   * @shape text
   */
  readonly kind?: string;
  /**
   * Their names in the manifests.
   *
   * @default - any
   * @shape text
   */
  readonly name?: string;
  /**
   * Their namespaces.
   *
   * @default - any, or none
   * @shape text
   */
  readonly namespaceName?: string;
}

const RULE_ID = /^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/;

/**
 * Accepts a finding on a construct and everything below it, for a reason, by a person, until a day.
 *
 * Waived findings stay in every report. Waivers that are expired, unused or over-broad are findings themselves
 * (`assurance/waiver-…`), so that none outlives its reason.
 *
 * @example
 *
 *   Waiver.of(deployment).accept('workloads/host-ports', { reason: 'The log shipper binds 514.', approvedBy: 'ciso@example.com', until:
 *   '2027-01-31' });
 */
export class Waiver {
  /** The waivers of a construct; they hold for all that is below it. */
  public static of(scope: IConstruct): Waiver {
    return new Waiver(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Accepts the findings of several rules on the same terms. An error is thrown as by `accept`, and when no rule is named.
   *
   * @param rules ids of the rules
   * @param props the terms
   */
  public acceptAll(rules: string[], props: WaiverProps): Waiver {
    if (!Array.isArray(rules) || rules.length === 0) {
      throw refusal(this.scope, {
        fact: 'a waiver names no rule',
        consequence: 'so it would accept nothing',
        remedy: 'Name the rules, such as ["workloads/host-ports"].',
      });
    }
    for (const rule of rules) this.accept(rule, props);
    return this;
  }

  /**
   * Accepts the findings of one rule. An error is thrown when the rule is not a rule id, a term is blank or the day is not a date.
   *
   * @param rule id of the rule, such as `workloads/host-ports`; no wildcards
   * @param props the terms
   */
  public accept(rule: string, props: WaiverProps): Waiver {
    const refuse = (fact: string, remedy: string) =>
      refusal(this.scope, { fact, consequence: 'so reviewers cannot assess this waiver', remedy });
    if (!RULE_ID.test(rule)) {
      throw refuse(
        `${JSON.stringify(rule)} is not the id of one rule`,
        'Name one rule, such as "workloads/host-ports"; write one waiver for each.',
      );
    }
    if (!isReason(props.reason)) {
      throw refuse(`the waiver for ${rule} has no reason`, 'Say in a sentence why the finding is acceptable here.');
    }
    if (!isReason(props.approvedBy)) {
      throw refuse(`the waiver for ${rule} has no approver`, 'Set approvedBy to a person or a role.');
    }
    if (!isDate(props.until)) throw refuse(`the waiver for ${rule} has no end date`, 'Set until to a day, written YYYY-MM-DD.');
    const { reason, approvedBy, until, kind, name, namespaceName } = props;
    const empty = Object.entries({ kind, name, namespaceName }).find(
      ([, text]) => text !== undefined && (typeof text !== 'string' || text === ''),
    );
    if (empty) throw refuse(`${empty[0]} of the waiver for ${rule} is ${JSON.stringify(empty[1])}`, 'Write a text, or leave it out.');
    const isPattern = kind !== undefined || name !== undefined || namespaceName !== undefined;
    const objects = isPattern ? { objects: { kind, name, namespace: namespaceName } } : {};
    this.scope.node.addMetadata(WAIVER_METADATA, { rule, reason, approvedBy, until, ...objects });
    return this;
  }
}
