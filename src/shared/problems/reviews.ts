import { problem } from './entry.ts'

/** What readers answered, as a table, and what it is compared with. */
export const reviewsProblems = {
  'reviews-none-kept': problem(
    'not-found',
    'No film in the worklist has been reviewed yet; answer “What do you see?” below a film.',
  ),
  'reviews-none': problem('dataset-invalid', 'The tables of reviews have no lines.'),
  'reviews-no-table': problem(
    'dataset-invalid',
    'This is not a CSV table with the columns that are needed; "reviews export" writes tables of reviews.',
  ),
  'reviews-line-wrong': problem(
    'dataset-invalid',
    'A line of a table of reviews has no film, or another answer than fracture, none or unsure.',
  ),
  'reviews-reference-elsewhere': problem(
    'dataset-invalid',
    'The reference names none of the reviewed films; check that both tables name the same files.',
  ),
  'reviews-reader-unknown': problem('wrong-use', 'No review is by that reader; check the name in the tables.'),
  'reviews-two-references': problem('wrong-use', 'Name one reference: a table of labels or a reader.'),
}
