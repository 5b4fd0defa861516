stack "shop" {
  limits = "none" # error: limits must be "documented" or "kubernetes"; this is "none".
}

workload "nginx-01" {
  kind        = "Replicaset"       # error: kind must be "Deployment", "StatefulSet", "DaemonSet", "Job" or "CronJob"; this is "Replicaset".
  replicas    = -1                 # error: replicas must be 0 or more; this is -1.
  description = format("%600s", "x") # error: description must have at most 512 characters; this has 600 characters. Change it, or set limits = "kubernetes"
  container "nginx" {
    image       = "Nginx:1.27"     # error: image must be an image reference in lower case
    pull_policy = "always"         # error: pull_policy must be "Always", "IfNotPresent" or "Never"; this is "always". Did you mean "Always"?
    cpu         = { request = "-1", limit = "0.0005" } # error: request must be 0 or more # error: limit must be 0 or more, in steps of 1m
    memory      = { limit = "128m" } # error: limit must be a whole number of bytes, 0 or more
    port "http" {
      container_port = 70000       # error: container_port must be between 1 and 65535; this is 70000.
      protocol       = "HTTP"      # error: protocol must be "TCP", "UDP" or "SCTP"
    }
    environment {
      variables = {
        "A=B" = "c"                # error: The key of variables["A=B"] must be the name of an environment variable
      }
    }
  }
  service "nginx" {
    type = "Headless"              # error: type must be "ClusterIP", "NodePort", "LoadBalancer" or "ExternalName"
    port "http" {
      port      = 0                # error: port must be between 1 and 65535; this is 0.
      node_port = 99999            # error: node_port must be between 1 and 65535
    }
    session_affinity {
      timeout_seconds = 0          # error: timeout_seconds must be between 1 and 86400; this is 0.
    }
  }
  advanced {
    upgrade {
      max_unavailable                  = "150%"  # error: max_unavailable must be at most 100%; this is "150%".
      revision_history_limit           = -1      # error: revision_history_limit must be 0 or more
      progress_deadline_seconds        = 0       # error: progress_deadline_seconds must be 1 or more
      termination_grace_period_seconds = 10000   # error: must be between 0 and 9999; this is 10000. Change it, or set limits = "kubernetes"
    }
    metadata {
      labels      = { "applyset.kubernetes.io/part-of" = "x", "app.kubernetes.io/part-of" = "other" } # error: must not be one that wl sets itself
      pod_labels  = { tier = "front end" }             # error: pod_labels["tier"] must be a label value
      annotations = { "wl/config-hash" = "x" }         # error: must not be one that wl sets itself
      pod_annotations = { "a b" = "x" }                # error: The key of pod_annotations["a b"] must be an annotation key
    }
  }
}
