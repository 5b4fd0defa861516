stack "shop" {
  namespce = "shop" # error: A stack block has no argument "namespce". Did you mean "namespace"?
}

wrkload "x" {} # error: Did you mean "workload"?

replicas = 3 # error: Move it to the block workload: replicas = 

workload "nginx-01" {
  kind      = "Deployment"
  container = {} # error: container is a block. Write container "name" { … }, without an equals sign.
  container "nginx" {
    image           = "nginx:1.27"
    imagePullPolicy = "Always" # error: It is called pull_policy here: write pull_policy = "Always".
    replicas        = 2        # error: Move it to the block workload: replicas = 
    strategy        = "Recreate" # error: Move it to the block workload > advanced > upgrade: strategy = "Recreate".
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
  metadata { # error: Move it to the block workload > advanced: metadata { … }.
  }
  revisionHistoryLimit = 3 # error: It is called revision_history_limit here: write revision_history_limit = 
  advanced {
    upgrade {
      maxSurge = 1 # error: It is called max_surge here: write max_surge = 
    }
  }
}

workload "brought" {
  kind   = "Deployment"
  env    = {}  # error: It is called environment here: write environment { variables = { LOG_LEVEL = "info" } } in the block workload > container.
  ports  = [80] # error: It is called port here: write port "http" { container_port = 8080 } in the block workload > container.
  labels = {}  # error: Move it to the block workload > advanced > metadata: labels = { "example.com/team" = "web" }.
  spec { # error: A workload block has no blocks "spec". Write what is in it in the block workload itself: container, volume and the others.
  }
  container "main" {
    image     = "main:1.0"
    resources = {} # error: It is called cpu here: write cpu = { request = "250m", limit = "250m" }.
    readiness_probe { # error: It is called readiness here: write readiness { … } in the block workload > container > health_check.
    }
    volume_mounts = [] # error: It is called mount here: write mount "/data" { volume = "web" } in the block workload > container > storage.
    tolerations   = [] # error: It is called toleration here: write toleration { … } in the block workload > advanced > scheduling.
  }
}

terraform { # error: It is called stack here: write stack "shop" { namespace = "web" }.
}

resource "kubernetes_deployment" "main" { # error: wl has no resource blocks: the type of a block is its kind. Write workload "name" { … }.
}

resource "kubernetes_config_map_v1" "main" { # error: Write config_map "name" { … }.
}

resource "helm_release" "main" { # error: Write object "name" { … }.
}

data "kubernetes_secret" "main" { # error: wl has no data sources
}

moved { # error: wl has no moved: an object is known by its own name, not by its block.
  from = config_map.a
  to   = config_map.b
}

import { # error: write lifecycle { adopt = true } in the block of the object.
}

provider "kubernetes" { # error: It is called cluster here: write cluster "prod-eu" { context = "prod" }.
}

config_map "kept" {
  ignore_changes = [] # error: It is called ignore_fields here: write ignore_fields = ["metadata.annotations[example.com/note]"] in the block config_map > lifecycle.
  lifecycle {
    ignore_changes = [] # error: It is called ignore_fields here: write ignore_fields = ["metadata.annotations[example.com/note]"].
  }
}

workload "once" {
  kind            = "Job"
  minReadySeconds = 3 # error: A workload block has no argument "minReadySeconds". It takes kind, name,
  backoffLimit    = 3 # error: It is called backoff_limit here
  container "main" {
    image = "main:1.0"
    template { # error: Write what is in it in the block workload itself
    }
  }
}

locals {
  after = 1
}

minReadySeconds = 3 # error: It is called min_ready_seconds here

deployment "main" { # error: It is called workload here: write workload "web" { … }.
}
