stack "shop" {}


variable "field" {
  default   = "spec.replicas"
  sensitive = true
}

config_map "settings" {
  data = { level = "info" }
  lifecycle {
    ignore_fields = [
      "data.level",
      "spec.replicas",                              # error: Kubernetes has no field "spec" at the object's root
      "metadata.name",                              # error: metadata.name identifies the object
      "metadata",                                   # error: metadata.name identifies the object
      "metadata.uid",                               # error: it is written by the server
      "metadata.labels[app.kubernetes.io/part-of]",
      "metadata.labels[applyset.kubernetes.io/part-of]", # error: wl finds its objects by the label applyset.kubernetes.io/part-of
      "metadata.labels",                            # error: wl finds its objects by the label applyset.kubernetes.io/part-of
    ]
  }
}

workload "front" {
  kind = "Deployment"
  container "nginx" {
    image = "nginx:1.27"
  }
  service "front" {
    port "http" { port = 80 }
    lifecycle {
      ignore_fields = [
        "spec.port",          # error: did you mean "ports"?
        "spec.ports[0].name", # error: spec.ports is a list; name an item of it, such as spec.ports[port=…,protocol=…]
      ]
    }
  }
  lifecycle {
    ignore_fields = [
      "replicas",                                              # error: did you mean "spec.replicas"?
      "spec.replica",                                          # error: did you mean "replicas"?
      "spec.selector",                                         # error: it selects the Pods
      "spec",                                                  # error: it selects the Pods
      "spec.template.metadata.labels[app.kubernetes.io/name]", # error: it selects the Pods
      "spec.template.spec.nodeSelector.disk",                  # error: as one value; name spec.template.spec.nodeSelector itself
      "spec.template.spec.containers[name=nginx].name",        # error: it is the key of the item in its list
      "spec.template.spec.containers[nginx].image",            # error: such as spec.template.spec.containers[name=…]
      "status.replicas",                                       # error: it is written by the server
    ]
  }
}

workload "back" {
  kind = "StatefulSet"
  container "back" {
    image = "api:1"
  }
  service "back" {
    headless = true
    port "http" { port = 80 }
  }
  lifecycle {
    ignore_fields = [var.field] # error: ignore_fields must not be sensitive
  }
}

config_map "twice" {
  data = { level = "info" }
  lifecycle {
    prevent_destroy = "yes, please" # error: prevent_destroy must be true or false
    ignore_changes  = ["data"]      # error: A lifecycle block has no argument "ignore_changes"
  }
  lifecycle {} # error: lifecycle is allowed only once
}
