import {parseJson} from '../../session/util/json.js';
import {uuid} from '../../session/util/uuid.js';
import {agentMessage, END_REASONS, TOPIC} from './agent-message.js';
import type {FakeAgentCommand, FakeSession, FakeTask, SpeechMessages} from './fake-session.js';

/** A message in which the visitor has the agent call a tool of the page: `tool scrollTo {"target": "prices"}`. */
const TOOL = /^tool\s+(\S+)\s*(\{.*\})?$/is;

/**
 * The data messages of a session with an ElevenLabs agent. Their names have underscores, and they name no command. The agent
 * sends no end of a speech that was interrupted.
 */
export const ELEVENLABS_MESSAGES: SpeechMessages = {
  topic: TOPIC,
  userText: (_, text) => [agentMessage('user_transcription', null, {text})],
  speechStart: ({text}) => [
    agentEvent('agent_response', {agent_response_event: {agent_response: text}}),
    agentMessage('avatar_speak_started', null),
  ],
  textChunk: (_, text) => [agentMessage('avatar_transcription_chunk', null, {text})],
  textEnd: ({text}) => [agentMessage('avatar_transcription', null, {text})],
  speechEnd: (task, durationMs, {isCut}) =>
    isCut
      ? [agentEvent('interruption', {}), correction(task, durationMs)]
      : [agentMessage('avatar_speak_ended', null)],
  userSpeech: (isSpeech) => ({
    data: [agentMessage(isSpeech ? 'user_speak_started' : 'user_speak_ended', null)],
  }),
  sessionEnd: (by) => [agentMessage('session_stopped', null, {stop_reason: END_REASONS[by]})],
};

/** Carries out an `elevenlabs_agent_command`. Such an agent ignores other commands to speak. */
export function onAgentCommand(session: FakeSession, command: FakeAgentCommand): void {
  const {type, data} = command;
  session.agentCommands.push(command);
  if (type === 'client_tool_result') {
    const {result, is_error} = data;
    session.addTask(is_error === true ? `That did not work. ${String(result)}` : String(result), 'repeat');
  }
  if (type !== 'user_message') return;
  const text = String(data['text'] ?? '');
  const [, tool, parameters = '{}'] = TOOL.exec(text) ?? [];
  if (tool === undefined) session.addTask(text, 'chat');
  else callTool(session, tool, parseJson(parameters));
}

function callTool(session: FakeSession, tool_name: string, parameters: unknown): void {
  const call = {tool_name, tool_call_id: uuid(), parameters};
  session.sendMessage(agentEvent('client_tool_call', {client_tool_call: call}));
}

/** What was heard of an answer, in whole words. */
function correction({text, durationMs: wholeMs}: FakeTask, durationMs: number): object {
  const heard = text.slice(0, Math.ceil((text.length * durationMs) / wholeMs)).replace(/\S+$/, '');
  const agent_response_correction_event = {
    original_agent_response: text,
    corrected_agent_response: heard.trim(),
  };
  return agentEvent('agent_response_correction', {agent_response_correction_event});
}

function agentEvent(elevenlabs_event_type: string, data: object): object {
  return agentMessage('elevenlabs_agent_event', null, {elevenlabs_event_type, data});
}
