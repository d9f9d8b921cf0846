export { formProblems, rangeProblems, refuse, repeated } from "../problems";
