import { GoProgram } from '../support/go-program';

/** Quantities to be read, each with its neighbour compared and added. */
export interface QuantityQuestion {
  readonly quantities: readonly unknown[];
}

export interface QuantityAnswer {
  /** Billionths of a unit; '' for what is refused. */
  readonly values: readonly string[];
  /** -1, 0, 1; 2 where one of the two is refused. */
  readonly comparisons?: readonly number[];
  readonly sums?: readonly string[];
}

export interface PodQuestion {
  readonly pod: unknown;
  readonly limitRanges: readonly unknown[];
  readonly quotas: readonly unknown[];
  /** Whether the resources of a pod as a whole are defaulted after admission: from 1.37 on. */
  readonly late: boolean;
}

/** Amounts in billionths of a unit. */
export type PodAnswer = {
  readonly requests?: Readonly<Record<string, string>>;
  readonly limits?: Readonly<Record<string, string>>;
  readonly usage?: Readonly<Record<string, string>>;
  readonly faults?: readonly string[];
  readonly matches?: readonly boolean[];
  readonly lacking?: readonly string[];
  readonly refused?: string;
};

/** The libraries of Kubernetes about quantities, limit ranges and quotas. */
export class Library {
  public static start(): Library {
    return new Library(GoProgram.start<unknown, unknown>(__dirname));
  }

  private constructor(private readonly program: GoProgram<unknown, unknown>) {}

  public quantities(question: QuantityQuestion): Promise<QuantityAnswer> {
    return this.program.ask(question) as Promise<QuantityAnswer>;
  }

  public pod(question: PodQuestion): Promise<PodAnswer> {
    return this.program.ask(question) as Promise<PodAnswer>;
  }

  public stop(): void {
    this.program.stop();
  }
}
