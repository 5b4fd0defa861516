package kube

import (
	"bytes"
	"fmt"
	"sync"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer/protobuf"
	"k8s.io/apimachinery/pkg/util/json"
	"k8s.io/client-go/rest"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube/internal/connection"
)

const (
	acceptJSON     = "application/json"
	acceptProtobuf = "application/vnd.kubernetes.protobuf," + acceptJSON
	acceptOneMeta  = "application/vnd.kubernetes.protobuf;as=PartialObjectMetadata;g=meta.k8s.io;v=v1," + acceptMetaJSON
	acceptMetaJSON = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1," + acceptJSON
)

// accept is in which media types a selection's objects may come, one by one or as lists.
func (s Selection) accept(k kind.Resource, list bool) string {
	switch {
	case s.Form == Metadata && list:
		return acceptMetadata
	case s.Form == Metadata:
		return acceptOneMeta
	case s.Form == Known && hasGoType(k):
		return acceptProtobuf
	}
	return acceptJSON
}

// goTypes are client-go's types of what may come as protobuf.
var goTypes = sync.OnceValues(func() (*runtime.Scheme, error) {
	scheme := runtime.NewScheme()
	builder := runtime.NewSchemeBuilder(appsv1.AddToScheme, batchv1.AddToScheme, corev1.AddToScheme, networkingv1.AddToScheme, metav1.AddMetaToScheme)
	return scheme, builder.AddToScheme(scheme)
})

func hasGoType(k kind.Resource) bool {
	scheme, err := goTypes()
	return err == nil && scheme.Recognizes(schema.GroupVersionKind{Group: k.Group, Version: k.Version, Kind: k.Kind})
}

// isProtobuf recognises what a server has sent as protobuf by how that begins.
func isProtobuf(raw []byte) bool { return bytes.HasPrefix(raw, []byte("k8s\x00")) }

func fromProtobuf(raw []byte) (runtime.Object, error) {
	scheme, err := goTypes()
	if err != nil {
		return nil, fmt.Errorf("the API's types cannot be used: %w", err)
	}
	o, _, err := protobuf.NewSerializer(scheme, scheme).Decode(raw, nil, nil)
	return o, err
}

// contentOf reads one object, integers as int64.
func contentOf(raw []byte) (content map[string]any, err error) {
	if !isProtobuf(raw) {
		err = json.Unmarshal(raw, &content)
		return content, errorWithout(content, err)
	}
	o, err := fromProtobuf(raw)
	if err != nil {
		return nil, err
	}
	return runtime.DefaultUnstructuredConverter.ToUnstructured(o)
}

// statusOf reads the server's error.
func statusOf(raw []byte) (*metav1.Status, error) {
	status := new(metav1.Status)
	if !isProtobuf(raw) {
		return status, json.Unmarshal(raw, status)
	}
	o, err := fromProtobuf(raw)
	if err != nil {
		return nil, err
	}
	status, ok := o.(*metav1.Status)
	if !ok {
		return nil, fmt.Errorf("it is a %T", o)
	}
	return status, nil
}

// page is one answer to a LIST.
type page struct {
	Metadata metav1.ListMeta  `json:"metadata"`
	Items    []map[string]any `json:"items"`
}

func pageOf(result rest.Result) (p page, err error) {
	raw, err := result.Raw()
	if err != nil || !isProtobuf(raw) {
		return p, connection.Unmarshal(result, &p)
	}
	list, err := fromProtobuf(raw)
	if err != nil {
		return p, connection.Unread(err)
	}
	if of, ok := list.(metav1.ListMetaAccessor); ok {
		p.Metadata = metav1.ListMeta{Continue: of.GetListMeta().GetContinue(), ResourceVersion: of.GetListMeta().GetResourceVersion()}
	}
	err = meta.EachListItem(list, func(o runtime.Object) error {
		content, err := runtime.DefaultUnstructuredConverter.ToUnstructured(o)
		p.Items = append(p.Items, content)
		return err
	})
	return p, err
}
