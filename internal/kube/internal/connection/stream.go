package connection

import (
	"bufio"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/rest"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube/reason"
)

type endlessKey struct{}

// isEndless reports whether the answer to a request is one without end, which is
// bounded part by part, and whose beginning may be long in coming.
func isEndless(ctx context.Context) bool { return ctx.Value(endlessKey{}) != nil }

// endless sends a request whose answer ends with ctx, or when the server ends it.
func (c *Connection) endless(ctx context.Context, r *rest.Request) (io.ReadCloser, error) {
	body, err := r.Stream(context.WithValue(quiet(ctx), endlessKey{}, true))
	if err != nil {
		return nil, c.classify(ctx, ctx, err)
	}
	return body, nil
}

// Stream is the answer to a watch, which does not end: one frame after the other, as JSON
// or as protobuf.
type Stream struct {
	body   *boundedBody
	frames *bufio.Reader
	json   *json.Decoder // of the frames, once they are known to be JSON

	silence *time.Timer  // ends it
	ended   func() error // why it was ended; nil where it was not
	end     func()
}

const (
	// streamTimeout is how long a server may take to begin a stream: it does so before
	// there is anything to tell.
	streamTimeout = 8 * time.Second
	// streamSilence is how long it may tell nothing. Bookmarks come about every minute, of
	// what a server caches; of anything else, as of events, there are none.
	streamSilence = 90 * time.Second
)

// Why a stream was given up: it did not begin, or told nothing.
var (
	ErrNotBegun error = fact.NewError(nil, reason.WatchUnanswered, fact.Args{"time": streamTimeout})
	ErrSilent   error = fact.NewError(nil, reason.WatchSilent, fact.Args{"time": streamSilence})
)

// Stream sends a request that is answered by a stream, until ctx ends. It does not wait
// for ever for one that does not begin, or tells nothing: the error is ErrNotBegun, or that
// of Next ErrSilent. An answer that it is to be asked for later is its error, too: whoever follows
// a stream has pauses of his own, and is to know what they are for.
func (c *Connection) Stream(ctx context.Context, r *rest.Request) (*Stream, error) {
	limited, cancel := context.WithCancelCause(ctx)
	begun, stop := withTimeout(limited, streamTimeout, ErrNotBegun)
	body, err := c.endless(begun, r.MaxRetries(0))
	if pauseTimeout(begun); begun.Err() != nil && ctx.Err() == nil {
		err = context.Cause(begun)
	}
	if err != nil {
		stop()
		cancel(nil)
		if body != nil {
			_ = body.Close()
		}
		return nil, err
	}
	b := &boundedBody{ReadCloser: body, err: fmt.Errorf("an event of the watch is larger than %d MiB", maxEvent>>20)}
	silence := time.AfterFunc(streamSilence, func() { cancel(ErrSilent) })
	ended := func() error { return context.Cause(limited) }
	return &Stream{body: b, frames: bufio.NewReader(b), silence: silence, ended: ended, end: func() { stop(); cancel(nil) }}, nil
}

// Next waits for the next frame: what has happened, and to which object. The error is
// io.EOF where the server has ended the stream in order.
func (s *Stream) Next() (what string, object []byte, err error) {
	s.body.left = maxEvent
	s.silence.Reset(streamSilence)
	defer s.silence.Stop()
	if s.json == nil {
		// The frames of protobuf begin with their length, which is no such number.
		if first, err := s.frames.Peek(1); err == nil && first[0] == '{' {
			s.json = json.NewDecoder(s.frames)
		}
	}
	if s.json == nil {
		what, object, err = s.nextProtobuf()
	} else {
		what, object, err = s.nextJSON()
	}
	switch {
	case err == nil:
	case errors.Is(s.ended(), ErrSilent):
		err = ErrSilent
	case !errors.Is(err, io.EOF):
		err = fmt.Errorf("the connection was lost: %w", err)
	}
	return what, object, err
}

func (s *Stream) nextJSON() (what string, object []byte, err error) {
	var frame struct {
		Type   string          `json:"type"`
		Object json.RawMessage `json:"object"`
	}
	err = s.json.Decode(&frame)
	return frame.Type, frame.Object, err
}

func (s *Stream) nextProtobuf() (what string, object []byte, err error) {
	var length [4]byte
	if _, err := io.ReadFull(s.frames, length[:]); err != nil {
		return "", nil, err
	}
	n := binary.BigEndian.Uint32(length[:])
	if n > maxEvent {
		return "", nil, s.body.err
	}
	frame := make([]byte, n)
	if _, err := io.ReadFull(s.frames, frame); err != nil {
		return "", nil, errors.Join(io.ErrUnexpectedEOF, err)
	}
	var event metav1.WatchEvent
	err = event.Unmarshal(frame)
	return event.Type, event.Object.Raw, err
}

// Close ends the stream.
func (s *Stream) Close() {
	s.silence.Stop()
	s.end()
	_ = s.body.Close()
}

// Lines is an answer of text that need not end.
type Lines struct {
	body io.ReadCloser
	text *bufio.Reader
}

// Lines sends a request that is answered by lines of text, until ctx ends.
func (c *Connection) Lines(ctx context.Context, r *rest.Request) (*Lines, error) {
	body, err := c.endless(ctx, r)
	if err != nil {
		return nil, err
	}
	return &Lines{body: body, text: bufio.NewReaderSize(body, maxLine)}, nil
}

// Next waits for the next line, without its line break. What is longer than a line
// may be comes in parts. The error is io.EOF where the server has ended the answer.
func (l *Lines) Next() (string, error) {
	line, _, err := l.text.ReadLine()
	switch {
	case err == nil || errors.Is(err, io.EOF):
		return string(line), err
	}
	return "", fmt.Errorf("the connection was lost: %w", err)
}

// Close ends the answer.
func (l *Lines) Close() { _ = l.body.Close() }
