stack "shop" {
  namespce = "shop" # error: A stack block has no argument "namespce". Did you mean "namespace"?
}

wrkload "x" {} # error: Did you mean "workload"?

replicas = 3 # error: Move "replicas" to the block workload

workload "nginx-01" {
  kind      = "Deployment"
  container = {} # error: container is a block. Write container "name" { … }, without an equals sign.
  container "nginx" {
    image           = "nginx:1.27"
    imagePullPolicy = "Always" # error: The Kubernetes field imagePullPolicy is "pull_policy" here.
    replicas        = 2        # error: Move "replicas" to the block workload.
    strategy        = "Recreate" # error: Move "strategy" to the block workload > advanced > upgrade.
    cpu {                        # error: cpu is an argument with an object as value. Write cpu = { … }.
      limit = "1"
    }
    memory = {
      limits = "1Gi" # error: memory has no field "limits". Did you mean "limit"?
    }
    prot "http" { # error: A container block has no blocks "prot". Did you mean "port"?
      container_port = 80
    }
    environment {
      variable = {} # error: Did you mean "variables"?
    }
    dynamic "memory" { # error: has no repeatable blocks "memory". It is allowed there only once: write memory = { … }.
      for_each = []
      content {}
    }
  }
  metadata { # error: Move "metadata" to the block workload > advanced.
  }
  revisionHistoryLimit = 3 # error: Move "revision_history_limit" to the block workload > advanced > upgrade.
  advanced {
    upgrade {
      maxSurge = 1 # error: The Kubernetes field maxSurge is "max_surge" here.
    }
  }
}
