import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Panel } from '../layout/Panel.tsx';
import { secondLookSentence, sourceNames, type WordsView, wornTexts } from './words-view.ts';

/** A headline and its text as people will read them. */
function Words(props: { headline: string; body: string }) {
  return (
    <Box sx={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
      {props.headline === '' ? null : <Typography sx={{ fontWeight: 700 }}>{props.headline}</Typography>}
      <Typography>{props.body}</Typography>
    </Box>
  );
}

function Findings(props: { findings: WordsView['dropped'][number]['findings'] }) {
  return props.findings.map(({ field, found, explanation }) => (
    <Typography key={`${field} ${found} ${explanation}`} variant="body2" sx={{ color: 'warning.dark' }}>
      {`${field}${found === '' ? '' : ` “${found}”`}: ${explanation}`}
    </Typography>
  ));
}

/** What another model says against words, each with its name. */
function Objections(props: { objections: readonly string[] }) {
  return props.objections.map((text) => (
    <Typography key={text} variant="body2" sx={{ color: 'warning.dark' }}>
      {text}
    </Typography>
  ));
}

/** Whether another model looked at what one wrote, and what it says against all of it. */
function SecondLook(props: { words: WordsView }) {
  const { second_look } = props.words;
  if (second_look == null || props.words.variants.length === 0) return null;
  return (
    <Box component="section" aria-label="Second look">
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        {secondLookSentence(second_look)}
      </Typography>
      <Objections objections={second_look.objections} />
    </Box>
  );
}

/** New words for a worn ad: before, after with why, what was dropped and the reasons; else the brief for whoever writes. */
export function WordsPanel(props: { words: WordsView }) {
  const { words } = props;
  const worn = wornTexts(words);
  return (
    <Panel title="Words of the ad">
      <Stack spacing={2}>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {words.reason}
        </Typography>
        <Box component="section" aria-label="Before">
          <Typography variant="overline">Before</Typography>
          {worn.length === 0 ? (
            <Typography>What the worn ad says is not known.</Typography>
          ) : (
            worn.map((text) => <Typography key={text}>{text}</Typography>)
          )}
        </Box>
        {words.variants.map(({ headline, body, why, source_ids, findings, objections }, index) => (
          <Box key={`${headline} ${body}`} component="section" aria-label={`After, variant ${index + 1}`}>
            <Typography variant="overline">{`After, variant ${index + 1}`}</Typography>
            <Words headline={headline} body={body} />
            <Typography variant="body2" sx={{ color: 'text.secondary' }}>
              {source_ids.length === 0 ? why : `${why} Rests on ${sourceNames(words, source_ids).join(', ')}.`}
            </Typography>
            <Findings findings={findings} />
            <Objections objections={objections} />
          </Box>
        ))}
        <SecondLook words={words} />
        {words.dropped.map(({ headline, body, findings }) => (
          <Box key={`${headline} ${body}`} component="section" aria-label="Dropped">
            <Typography variant="overline">Dropped</Typography>
            <Words headline={headline} body={body} />
            <Findings findings={findings} />
          </Box>
        ))}
        {words.hand_over === null ? null : <Alert severity="info">{words.hand_over}</Alert>}
        {words.variants.length > 0 ? null : (
          <Box component="pre" aria-label="Brief" sx={{ whiteSpace: 'pre-wrap', font: 'inherit', m: 0 }}>
            {words.brief.text}
          </Box>
        )}
      </Stack>
    </Panel>
  );
}
