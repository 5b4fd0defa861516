package kube

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/rest"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube/internal/connection"
	"github.com/workloadlang/wl/internal/object"
)

// reader reads.
type reader struct{ *discovery }

// pageSize bounds what the server holds in memory for one answer.
const pageSize = 1000

// No list is trusted to end.
const (
	maxList  = 1 << 30 // all pages together
	maxPages = 10_000
)

const acceptMetadata = "application/vnd.kubernetes.protobuf;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1," +
	"application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"

// Get reads one object in whichever API version the server prefers.
// apierrors.IsNotFound tells that it does not exist.
func (r reader) Get(ctx context.Context, ref object.Ref) (map[string]any, error) {
	return r.GetVersion(ctx, ref, "")
}

// GetVersion reads one object in an API version, such as "v1".
func (r reader) GetVersion(ctx context.Context, ref object.Ref, version string) (map[string]any, error) {
	result, err := r.sendTo(ctx, r.connection.Ask, ref, version, func(k kind.Resource) *rest.Request {
		return r.connection.Request(http.MethodGet, itemPath(k, ref)).SetHeader("Accept", "application/json")
	})
	if err != nil {
		return nil, err
	}
	content, err := objectIn(result)
	if err != nil {
		return nil, r.explain(ctx, ref, ref.String(), err)
	}
	return content, nil
}

// Terminating is since when a namespace is being deleted, and all that is in it: zero where it is
// not, or is not there, or where we may not look or the server fails to say.
func (r reader) Terminating(ctx context.Context, namespace string) (since time.Time, err error) {
	content, err := r.Get(ctx, object.NewRef(kind.Namespace, "", namespace))
	if apierrors.IsNotFound(err) || apierrors.IsForbidden(err) || IsServerFailure(err) {
		return since, nil
	}
	if err != nil {
		return since, err
	}
	at, _ := object.At(content, "metadata", "deletionTimestamp").(string)
	if at == "" {
		return since, nil
	}
	if since, err = time.Parse(time.RFC3339, at); err != nil {
		return since, fmt.Errorf("the namespace %s has a metadata.deletionTimestamp that is no time: %w", namespace, err)
	}
	return since, nil
}

// objectIn reads an answer as one object, integers as int64.
func objectIn(result rest.Result) (map[string]any, error) {
	var content map[string]any
	err := connection.Unmarshal(result, &content)
	return content, errorWithout(content, err)
}

// errNoObject means that an answer is null where an object has to be.
var errNoObject = errors.New("the server sent null instead of an object")

func errorWithout(content map[string]any, err error) error {
	if err == nil && content == nil {
		return errNoObject
	}
	return err
}

// List reads every object of the selection in full, in the server's order: by
// namespace and name. Of a kind that the cluster does not have there is none.
func (r reader) List(ctx context.Context, s Selection) ([]map[string]any, error) {
	items, _, _, err := r.list(ctx, s)
	if errors.As(err, new(*NoKindError)) {
		return nil, nil
	}
	return items, err
}

// list also returns how the kind is addressed, and the resource version from
// which a watch can continue.
func (r reader) list(ctx context.Context, s Selection) (items []map[string]any, k kind.Resource, version string, err error) {
	next := ""
	for read := (reading{}); ; {
		result, err := r.sendToKind(ctx, r.connection.Ask, wanted{s.Kind, s.Version}, func(served kind.Resource) (*rest.Request, error) {
			k = served
			return r.listRequest(k, s, next), nil
		})
		if err == nil {
			err = read.add(result)
		}
		if err != nil {
			return nil, k, "", r.explain(ctx, object.Ref{}, s.String(), err)
		}
		page, err := pageOf(result)
		if err != nil {
			return nil, k, "", r.explain(ctx, object.Ref{}, s.String(), err)
		}
		for _, item := range page.Items {
			if item == nil {
				return nil, k, "", r.explain(ctx, object.Ref{}, s.String(), errNoObject)
			}
			// The server leaves both out of the items of a list.
			item["apiVersion"], item["kind"] = k.APIVersion(), k.Kind
		}
		items = append(items, page.Items...)
		if next = page.Metadata.Continue; next == "" {
			return items, k, page.Metadata.ResourceVersion, nil
		}
	}
}

// ListMeta reads the metadata of every object of the selection, sorted by
// object. Of a kind that the cluster does not have there is none.
func (r reader) ListMeta(ctx context.Context, s Selection) ([]object.Meta, error) {
	var metas []object.Meta
	read := reading{}
	for next := ""; ; {
		page := new(metav1.PartialObjectMetadataList)
		result, err := r.sendToKind(ctx, r.connection.Ask, wanted{s.Kind, s.Version}, func(k kind.Resource) (*rest.Request, error) {
			return r.listRequest(k, s, next).SetHeader("Accept", acceptMetadata), nil
		})
		if errors.As(err, new(*NoKindError)) {
			return nil, nil
		}
		if err == nil {
			err = read.add(result)
		}
		if err != nil {
			return nil, r.explain(ctx, object.Ref{}, s.String(), err)
		}
		if err := result.Into(page); err != nil {
			return nil, r.explain(ctx, object.Ref{}, s.String(), connection.Unread(err))
		}
		metas = slices.Grow(metas, len(page.Items))
		for i := range page.Items {
			metas = append(metas, object.MetaFrom(s.Kind, &page.Items[i].ObjectMeta))
		}
		if next = page.Continue; next == "" {
			break
		}
	}
	slices.SortFunc(metas, func(a, b object.Meta) int { return object.Compare(a.Ref, b.Ref) })
	return metas, nil
}

// reading bounds the pages of one list: a server may always have another one.
type reading struct {
	pages int
	bytes int64
}

func (r *reading) add(result rest.Result) error {
	raw, err := result.Raw()
	if r.pages, r.bytes = r.pages+1, r.bytes+int64(len(raw)); err == nil && (r.pages > maxPages || r.bytes > maxList) {
		err = fmt.Errorf("the list is too large: it has more than %d pages or %d MiB", maxPages, maxList>>20)
	}
	return err
}

func (r reader) listRequest(k kind.Resource, s Selection, next string) *rest.Request {
	request := r.selectRequest(k, s).Param("limit", strconv.Itoa(pageSize)).SetHeader("Accept", s.accept(k, true))
	if next != "" {
		request.Param("continue", next)
	}
	return request
}

func (r reader) selectRequest(k kind.Resource, s Selection) *rest.Request {
	request := r.connection.Request(http.MethodGet, collectionPath(k, s.Namespace))
	if s.LabelSelector != "" {
		request.Param("labelSelector", s.LabelSelector)
	}
	if s.FieldSelector != "" {
		request.Param("fieldSelector", s.FieldSelector)
	}
	return request
}

// String returns what is selected: "the Services of namespace shop".
func (s Selection) String() string {
	if s.Namespace == "" {
		return "the objects of kind " + s.Kind.Kind
	}
	return "the objects of kind " + s.Kind.Kind + " in namespace " + s.Namespace
}

// identify reads which object it is, and which state of it.
func identify(content map[string]any) (key objectKey, version, uid string) {
	metadata, _ := content["metadata"].(map[string]any)
	key.namespace, _ = metadata["namespace"].(string)
	key.name, _ = metadata["name"].(string)
	version, _ = metadata["resourceVersion"].(string)
	uid, _ = metadata["uid"].(string)
	return key, version, uid
}
