stack "shop" {}

config_map "settings" {
  data = { HOST = "db", PORT = "5432" }
}

variable "password" {
  default   = "x$(NO_SUCH)"
  sensitive = true
}

workload "front" {
  kind = "Deployment"

  init_container "first" {
    image = "nginx:1.27"
    environment {
      variables = {
        A = "$(B)" # warning: Dependency cycle: In init_container "first", A refers to B refers to A. Kubernetes does not replace such a reference
        B = "$(A)"
      }
    }
  }

  container "known" {
    image   = "nginx:1.27"
    command = ["server", "--level=$(LEVEL)", "--port=$(CFG_PORT)", "--api=$(KUBERNETES_SERVICE_HOST)"]
    args    = ["sh", "-c", "echo $(date) $(hostname)", "$(LEVLE)"] # warning: args of container "known" refers to the variable LEVLE, which the container does not have, so $(LEVLE) is not replaced. Did you mean "LEVEL"?
    environment {
      variables = {
        ADDRESS = "$(CFG_HOST):$(CFG_PORT)"
        IP      = "$(POD_IP)"
        LEVEL   = "info"
        LITERAL = "$$(NOTHING)"
        OWN     = "$(OWN)" # warning: OWN refers to OWN. Kubernetes does not replace such a reference
        REDIS   = "$(REDIS_SERVICE_HOST):$(REDIS_SERVICE_PORT_HTTP) $(REDIS_PORT_6379_TCP_ADDR)"
        SCRIPT  = "$(function () {})"
        SECRET  = var.password        # warning: The value of SECRET, which is sensitive, refers to a variable that the container does not have
        WRONG   = "http://$(POD_OP)/" # warning: The value of WRONG refers to the variable POD_OP, which the container does not have, so $(POD_OP) is not replaced. Did you mean "POD_IP"?
      }
      field "POD_IP" {
        path = "status.podIP"
      }
      import_config_map "settings" {
        prefix = "CFG_"
      }
    }
  }

  container "imports" {
    image = "nginx:1.27"
    environment {
      variables = {
        MAYBE = "$(EXT_ANYTHING)"
        NEVER = "$(OTHER_THING)" # warning: The value of NEVER refers to the variable OTHER_THING
        PATH  = "$(PATH):/opt/bin" # warning: PATH refers to PATH
      }
      import_secret "elsewhere" {
        prefix = "EXT_"
      }
    }
  }

  container "imports-all" {
    image = "nginx:1.27"
    environment {
      variables = { PATH = "$(PATH):/opt/bin", MAYBE = "$(ANYTHING)" }
      import_secret "elsewhere" {}
    }
  }
}
