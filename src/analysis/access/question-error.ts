/** A question about access that cannot be asked: it names what there is not. */
export class QuestionError extends Error {}
