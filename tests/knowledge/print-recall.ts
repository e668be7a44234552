import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerThreshold } from '../../activities/knowledge/answer/answer-question.ts';
import { createOfflineEmbedder } from '../../activities/knowledge/embedding/offline-embedder.ts';
import { searchPassages } from '../../activities/knowledge/retrieval/search.ts';
import { readLabelled } from './labelled-questions.ts';
import { measureRecall, storeLabelled } from './measure-recall.ts';

/** Prints how well each stage of the search finds what was labelled, and what is answered that has no answer. */
const folder = mkdtempSync(join(tmpdir(), 'mbi-recall-'));
const embedder = createOfflineEmbedder();
try {
  const labelled = readLabelled();
  const stored = await storeLabelled(labelled, embedder, folder);
  console.log(`${stored.passages} passages, ${labelled.questions.length} questions, model ${embedder.model}`);
  const figures = await measureRecall(stored, labelled);
  console.table(
    figures.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          typeof value === 'number' ? Math.round(value * 1_000) / 1_000 : value,
        ]),
      ),
    ),
  );
  const counts = { answered: 0, answerable: 0, refused: 0, unanswerable: 0 };
  for (const { question, quotes } of labelled.questions) {
    const found = await searchPassages(stored.place, question, 5);
    const best = Math.max(0, ...found.map((each) => each.score));
    counts[quotes.length > 0 ? 'answerable' : 'unanswerable'] += 1;
    if (quotes.length > 0 && best >= answerThreshold) counts.answered += 1;
    if (quotes.length === 0 && best < answerThreshold) counts.refused += 1;
    if (process.argv.includes('--each')) console.log(best.toFixed(3), quotes.length > 0 ? ' ' : '–', question);
  }
  console.log(
    `Answered ${counts.answered} of ${counts.answerable} that have an answer; said "not found" to ${counts.refused} of ${counts.unanswerable} that have none.`,
  );
} finally {
  await embedder.close();
  rmSync(folder, { recursive: true, force: true });
}
